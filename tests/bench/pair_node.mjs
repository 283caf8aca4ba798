// Pairs sous Node : easy-template-x et docxtemplater. Lit un nombre de lettres par ligne, répond son temps processeur.
// node pair_node.mjs <easy-template-x|docxtemplater> paquets/ modele.docx contextes.json sortie.docx

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [moteur, paquets, modele, contextes, sortie] = process.argv.slice(2);
const requerir = createRequire(paquets + "/");
const octets = readFileSync(modele);
const clients = JSON.parse(readFileSync(contextes, "utf8"));

function parEasyTemplateX() {
  const { TemplateHandler } = requerir("easy-template-x");
  const patron = new TemplateHandler();
  return (client) => patron.process(octets, client);
}

function parDocxtemplater() {
  const Docxtemplater = requerir("docxtemplater");
  const PizZip = requerir("pizzip");
  return async (client) => {
    const document = new Docxtemplater(new PizZip(octets), { paragraphLoop: true, linebreaks: true });
    document.render(client);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
}

const rendre = moteur === "docxtemplater" ? parDocxtemplater() : parEasyTemplateX();
writeFileSync(sortie, Buffer.from(await rendre(clients[0])));
for await (const ligne of createInterface({ input: process.stdin })) {
  const debut = process.cpuUsage();
  for (let rang = 0; rang < Number(ligne); rang++) await rendre(clients[rang % clients.length]);
  const { user, system } = process.cpuUsage(debut);
  process.stdout.write(`${(user + system) / 1e6}\n`);
}
