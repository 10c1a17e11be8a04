"""`python -m caojiadu.embedded`: what `make run` calls once the environment is there."""

import errno
import sys

from caojiadu.embedded.processes import Trouble
from caojiadu.embedded.supervisor import Supervisor


def plain(error: OSError) -> str:
    """Say in one sentence what to do about an error of the system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full; make room and start again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{error.filename} cannot be written; start the portal as the user who owns this folder."
    return f"The portal could not start: {error}"


def main() -> int:
    """Run until asked to stop; 1 when something must be mended first."""
    try:
        Supervisor().run()
    except Trouble as trouble:
        print(f"\n{trouble}\n", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{plain(error)}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
