"""`python -m office_client`."""

import sys

from office_client.main import main

sys.exit(main())
