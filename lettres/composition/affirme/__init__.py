"""Ce qu'une lettre affirme : ses dates et ses sommes, telles que le journal les garde et qu'une autre les redit."""
