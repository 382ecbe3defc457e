"""`make run`: from an empty folder to a site that answers. Also `make migrate` and `make codes`.

    python scripts/run.py            keys, migrations, reference rows, the demo once, then serve
    python scripts/run.py migrate    keys, migrations and reference rows only
    python scripts/run.py codes      the one-time codes of the demo logins in this minute
"""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pyotp
from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.serving import default_public_url, lan_address  # noqa: E402 - the path is set above

SECRETS = ROOT / "var" / "secrets.env"


def master_keys() -> str:
    """The master keys: of the environment, else of the secrets file, which is written once and never again."""
    if os.environ.get("MASTER_KEYS"):
        return os.environ["MASTER_KEYS"]
    if not SECRETS.exists():
        SECRETS.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(SECRETS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "w") as file:
            file.write(f"MASTER_KEYS={Fernet.generate_key().decode()}\n")
        print(f"New master key in {SECRETS.relative_to(ROOT)} (only you can read it): keep a copy elsewhere.")
    lines = [line.partition("=") for line in SECRETS.read_text().splitlines()]
    return next(value for name, _, value in lines if name == "MASTER_KEYS")


def environment() -> dict[str, str]:
    """The environment of the commands: HOST, PORT and an address that phones can open unless one is set."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    address = os.environ.get("PUBLIC_URL") or default_public_url(host, int(port), lan_address())
    wanted = {"MASTER_KEYS": master_keys(), "HOST": host, "PORT": port, "PUBLIC_URL": address}
    return {**os.environ, **wanted}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "app", *words]


def flask(env: dict[str, str], *words: str, quiet: bool = False) -> str:
    """Run a command of the application; end here, saying what it said, when it fails."""
    done = subprocess.run(command(*words), cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"flask {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    if not quiet and done.stdout.strip():
        print(done.stdout.strip())
    return done.stdout


def set_up(env: dict[str, str]) -> None:
    """Bring the database to the newest shape, with keys and reference rows."""
    (ROOT / "var").mkdir(exist_ok=True)
    flask(env, "db", "upgrade", quiet=True)
    flask(env, "setup", quiet=True)


def codes(env: dict[str, str]) -> None:
    """Print who may sign in, and the one-time code of each at this moment."""
    for login in json.loads(flask(env, "demo", "show", "--format", "json", quiet=True))["logins"]:
        code = pyotp.TOTP(login["totp_secret"]).now()
        print(f"{login['user']:<20} {login['password']:<20} {code}  {login['role']}, {login['unit']}")


def main(words: list[str]) -> None:
    env = environment()
    if words == ["codes"]:
        codes(env)
        return
    set_up(env)
    if words == ["migrate"]:
        return
    flask(env, "demo", "load")
    os.chdir(ROOT)
    os.execve(sys.executable, command("serve"), env)


if __name__ == "__main__":
    main(sys.argv[1:])
