"""An S3 server for tests, with one bucket: moto, and a check of every signature by botocore, which moto leaves out.

Usage: server.py PORT BUCKET KEY_ID KEY
"""

import hmac
import sys
from urllib.parse import parse_qsl

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import Client

PORT, BUCKET, KEY_ID, KEY = sys.argv[1:]


class CheckedSignatures:
    """Refuses requests whose address is not signed with the keys."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if is_signed(environ):
            return self.app(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "application/xml")])
        return [b"<Error><Code>SignatureDoesNotMatch</Code></Error>"]


def is_signed(environ):
    query = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
    signature = query.pop("X-Amz-Signature", "")
    key_id, _, region, *_ = (query.get("X-Amz-Credential", "") + "////").split("/")
    auth = S3SigV4QueryAuth(Credentials(KEY_ID, KEY), "s3", region)
    host = environ["HTTP_HOST"]
    url = f"{environ['wsgi.url_scheme']}://{host}{environ['PATH_INFO']}"
    request = AWSRequest(environ["REQUEST_METHOD"], url, {"host": host}, params=query)
    request.context["timestamp"] = query.get("X-Amz-Date", "")
    expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    return key_id == KEY_ID and hmac.compare_digest(expected, signature)


moto = create_backend_app("s3")
Client(moto).put(f"/{BUCKET}")
server = make_server("127.0.0.1", int(PORT), CheckedSignatures(moto), threaded=True)
print("ready", flush=True)
server.serve_forever()
