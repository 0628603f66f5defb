"""Creates an account, a pack, a preset, and a running game on the server at URL. Prints their ids and tokens as shell variables.

Usage: prepare.py URL
"""

import json
import sys
import urllib.request


def call(method, path, body, token=None):
    """Makes a call and returns the response's body. An error status raises an exception."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(sys.argv[1] + path, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


account = call("POST", "/api/accounts", {"name": "schema-owner", "password": "correct horse battery staple 9"})["access_token"]
pack = call("POST", "/api/packs/starter-en/copy", {}, account)["pack_id"]
preset = call("POST", "/api/presets", {"cartridge": "fib", "name": "Short"}, account)["preset_id"]
session = call("POST", "/api/sessions", {"cartridge": "fib", "config": {"late_join": True}}, account)
code, host = session["code"], session["host_token"]
seats = [call("POST", f"/api/sessions/{code}/players", {"nickname": name}) for name in ("Ana", "Ben")]
call("POST", f"/api/sessions/{code}/play", {}, host)
player = seats[0]["session_token"]
for name, value in {"account": account, "host": host, "player": player, "code": code, "pack": pack, "preset": preset}.items():
    print(f"{name}={value}")
