"""Whether everything is there that a command needs: this machine, the course, an exchange."""
