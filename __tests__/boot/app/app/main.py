"""A backend that says what reached it."""
import os
from pathlib import Path

from fastapi import FastAPI, Request

VERSION = (Path(__file__).parent.parent / "VERSION").read_text().strip()

app = FastAPI()


@app.get("/health")
def health(request: Request):
    return {
        "version": VERSION,
        "scheme": request.url.scheme,
        "client": request.client.host,
        "headers": dict(request.headers),
    }


@app.get("/environment")
def environment():
    """The process's environment, in hexadecimal: nothing on the way can change a byte of it."""
    return {name.decode(): value.hex() for name, value in os.environb.items()}
