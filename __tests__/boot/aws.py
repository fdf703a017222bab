"""What an instance finds around it: its metadata service, Parameter Store, the CloudWatch agent's bucket, a git
server and a package archive, told apart by the requests' Host.

Usage: aws.py BOOT_ROOT RUN, with the scenario in RUN/scenario.json. Writes a line per request to standard output.
"""
import base64
import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from moto import mock_aws
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import NotFound
from werkzeug.serving import WSGIRequestHandler, run_simple
from werkzeug.utils import redirect, send_from_directory
from werkzeug.wrappers import Request, Response

ROOT, RUN = Path(sys.argv[1]), Path(sys.argv[2])
SCENARIO = json.loads((RUN / "scenario.json").read_text())
REGION = SCENARIO["region"]
ROLE, KEY_ID, SESSION = "careflowai-instance", "ASIAEXAMPLEEXAMPLE00", "example-session-token"
METADATA_TOKEN = "example-metadata-token"
AGENT_KEY_HOST = "amazoncloudwatch-agent.s3.amazonaws.com"


def metadata(request):
    """Instance metadata service, version 2 only (AWS, EC2 User Guide)."""
    if request.path == "/latest/api/token":
        if request.method != "PUT" or "X-aws-ec2-metadata-token-ttl-seconds" not in request.headers:
            return Response(status=400)
        return Response(METADATA_TOKEN)
    if request.headers.get("X-aws-ec2-metadata-token") != METADATA_TOKEN:
        return Response(status=401)
    credentials = {
        "Code": "Success",
        "Type": "AWS-HMAC",
        "AccessKeyId": KEY_ID,
        "SecretAccessKey": "example-secret-key",
        "Token": SESSION,
        "LastUpdated": "2020-01-01T00:00:00Z",
        "Expiration": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 6 * 3600)),
    }
    instance = {"instanceId": SCENARIO["instanceId"], "region": REGION, "accountId": "111122223333"}
    found = {
        "/latest/meta-data/instance-id": SCENARIO["instanceId"],
        "/latest/meta-data/placement/region": REGION,
        "/latest/meta-data/iam/security-credentials": ROLE,
        "/latest/meta-data/iam/security-credentials/" + ROLE: json.dumps(credentials),
        "/latest/dynamic/instance-identity/document": json.dumps(instance),
    }.get(request.path.rstrip("/"))
    return NotFound() if found is None else Response(found)


def packages(request):
    if not SCENARIO["packages"]:
        return Response(status=503)
    return send_from_directory(ROOT / "packages", request.path[1:], request.environ)


def agent(request):
    """The agent's package with its signature in the region's bucket, and the key in the one for all regions."""
    folder, _, name = request.path.rpartition("/")
    if folder != ("/assets" if request.host == AGENT_KEY_HOST else "/ubuntu/amd64/latest"):
        return NotFound()
    return send_from_directory(ROOT / f"agent-{SCENARIO['agent']}", name, request.environ)


def git(request):
    """The repository by git's own server; a private one for the token alone, as GitHub takes it."""
    if SCENARIO["moved"] and request.host == "git.example.com":
        return redirect(f"https://elsewhere.example.com{request.full_path}")
    token = SCENARIO["token"]
    wanted = "Basic " + base64.b64encode(f"x-access-token:{token}".encode()).decode()
    if token and request.headers.get("Authorization") != wanted:
        return Response(status=401, headers={"WWW-Authenticate": 'Basic realm="git"'})
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_PROJECT_ROOT": str(ROOT / "git"),
        "GIT_HTTP_EXPORT_ALL": "1",
        "REMOTE_ADDR": request.remote_addr,
        "REQUEST_METHOD": request.method,
        "PATH_INFO": request.path,
        "QUERY_STRING": request.query_string.decode(),
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": request.headers.get("Content-Length", ""),
        "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
        "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
    }
    done = subprocess.run(["git", "http-backend"], input=request.get_data(), env=environment, stdout=subprocess.PIPE)
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
    return Response(body, status=headers.pop("Status", "200 OK"), headers=headers)


MOTO = DomainDispatcherApplication(create_backend_app)


def parameter_store(request):
    """moto's, behind what it does not look at: whose request it is, and what the instance's role may read."""
    authorization = request.headers.get("Authorization", "")
    if KEY_ID not in authorization or request.headers.get("X-Amz-Security-Token") != SESSION:
        return refusal("UnrecognizedClientException", "The security token included in the request is invalid.")
    data = request.get_data()
    request.environ["wsgi.input"] = io.BytesIO(data)
    asked = json.loads(data)
    path = asked.get("Path") or asked.get("Name") or ""
    allowed = SCENARIO["readablePath"]
    if path != allowed and not path.startswith(allowed + "/"):
        action = request.headers["X-Amz-Target"].rpartition(".")[2]
        return refusal("AccessDeniedException", f"{ROLE} is not authorized to perform: ssm:{action} on {path}")
    return MOTO


def refusal(code, message):
    body = json.dumps({"__type": code, "message": message})
    return Response(body, status=400, content_type="application/x-amz-json-1.1")


SERVERS = {
    "169.254.169.254": metadata,
    "packages.example.com": packages,
    "git.example.com": git,
    "elsewhere.example.com": git,
    f"amazoncloudwatch-agent-{REGION}.s3.{REGION}.amazonaws.com": agent,
    AGENT_KEY_HOST: agent,
    f"ssm.{REGION}.amazonaws.com": parameter_store,
}
#: Servers that have failed the once that `unreliable` has each fail.
failed = set()


@Request.application
def application(request):
    server = SERVERS.get(request.host)
    if server is None:
        return NotFound()
    if SCENARIO["unreliable"] and server is not metadata and server not in failed:
        failed.add(server)
        return Response(status=503)
    return server(request)


class Handler(WSGIRequestHandler):
    def log_request(self, code="-", size="-"):
        print(self.headers.get("Host"), self.command, self.path, int(code), flush=True)


def seed():
    import boto3

    client = boto3.client("ssm", region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x")
    for name, value in SCENARIO["parameters"].items():
        client.put_parameter(Name=name, Value=value, Type="SecureString")


with mock_aws():
    seed()
    certificate = (str(ROOT / "certificate.pem"), str(ROOT / "certificate.key"))
    for port, context in ((443, certificate), (80, None)):
        threading.Thread(
            target=run_simple,
            args=("0.0.0.0", port, application),
            kwargs={"threaded": True, "request_handler": Handler, "ssl_context": context},
        ).start()
    threading.Event().wait()
