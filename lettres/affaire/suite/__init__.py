"""La suite : ce qui est parti et revenu, ce qui retient, et ce qui est reçu depuis; non ce qui est dû."""
