"""Lies in the checkout in place of Uvicorn, and behaves as Uvicorn does afterwards."""
import sys

import trap

trap.spring("uvicorn.py")
sys.path.pop(0)
sys.modules.pop("uvicorn", None)
import uvicorn

if __name__ == "__main__":
    uvicorn.main()
