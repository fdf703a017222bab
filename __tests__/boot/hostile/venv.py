"""Lies in the checkout in place of Python's module, for a redeploy from there."""
import trap

trap.spring("venv.py")
