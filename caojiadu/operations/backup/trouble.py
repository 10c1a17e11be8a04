"""What ends a backup or a restore."""


class BackupTrouble(Exception):
    """Something that whoever keeps the portal can mend; the message says how, in one plain sentence."""
