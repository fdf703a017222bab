"""What the hostile release does wherever it runs: it leaves a trace of its user and of what it reached."""
import os
import urllib.request

SECRETS = "/etc/careflowai/environment"
METADATA = urllib.request.Request(
    "http://169.254.169.254/latest/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"}
)
REACHES = {
    "secrets": lambda: open(SECRETS).close(),
    "metadata": lambda: urllib.request.urlopen(METADATA, timeout=3).close(),
    "system": lambda: open("/usr/local/bin/hostile", "w").close(),
    "setuid": lambda: os.chmod(os.open("/tmp/hostile", os.O_CREAT), 0o4755),
}


def succeeds(reach):
    try:
        reach()
    except OSError:
        return False
    return True


def spring(place):
    reached = [name for name, reach in REACHES.items() if succeeds(reach)]
    try:
        with open(f"/dev/shm/trap-{os.getuid()}-{place}", "x") as trace:
            trace.write(" ".join(reached))
    except FileExistsError:
        pass
