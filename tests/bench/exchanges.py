"""P1 and P2: the same completions over HTTP, by one client and by eight at a time.

JSON and keep-alive over loopback; a server is a process of its own, as ``thidua serve`` is, and the
clients have a share of the same cores. Beside it, in the same round: the naive way behind a route,
and the floor, a route that commits one update and one insert.
"""

import json
import multiprocessing
import statistics
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter

from flask import Flask
from waitress.server import create_server

from service.app import create_app
from service.config import Config
from service.operations.tokens import make_token
from service.unit_of_work import Actor
from tests.bench import naive
from tests.bench.stage import staged
from tests.bench.work import STEPS, answers, stock_nomination
from tests.support.clocks import MovableClock
from tests.unit.workflows.stock import stock_spec

INSTANCES = 40
CLIENTS = (1, 8)
THREADS = 8
_JSON = {"Content-Type": "application/json"}


def one_round(databases, folder, number):
    """Every server with one client, then with eight."""
    figures = {}
    for clients in CLIENTS:
        said = f"{clients} client{'s' if clients > 1 else ''}"
        kept = folder / f"exchanges-{number}-{clients}"
        kept.mkdir()
        floor = _timed(_server(_serve_floor, str(kept / "floor.db")), clients, [_floor_requests()])
        naively = _timed(_server(_serve_naive, str(kept / "naive.db")), clients, _naive_requests())
        figures |= _told(f"floor, {said}", floor) | _told(f"naive, {said}", naively)
        for backend in ("sqlite", "postgresql"):
            ours = _ours(databases, backend, kept, clients)
            figures |= _told(f"P{1 if clients == 1 else 2} {backend}, {said}", ours)
            figures |= {
                f"{backend} / naive, {said}": ours.a_second / naively.a_second,
                f"{backend} / floor, {said}": ours.a_second / floor.a_second,
            }
    return figures


class Timed:
    """How many exchanges a second, and how long one took."""

    def __init__(self, took, each):
        self.a_second = len(each) / took
        self.p50 = statistics.median(each) * 1000
        self.p99 = sorted(each)[int(len(each) * 0.99)] * 1000


def _told(name, timed):
    return {
        f"{name}: completions/s": timed.a_second,
        f"{name}: p50, ms": timed.p50,
        f"{name}: p99, ms": timed.p99,
    }


def _ours(databases, backend, folder, clients):
    with staged(databases, backend) as stage:
        for number in range(INSTANCES):
            stage.start(f"w{number}")
        return _timed(_server(_serve_ours, stage.url, str(folder)), clients, _requests(stage))


def _requests(stage):
    """The requests of every step, asked for when the step before is done."""
    secrets = {person: _secret(stage, person) for person in stage.everybody}
    for step in dict.fromkeys(STEPS):
        yield [
            (
                f"/api/tasks/{task}/complete",
                {"answers": answers(task)},
                {"Authorization": f"Bearer {secrets[person]}", "If-Match": f'"{revision}"'},
            )
            for task, person, revision in stage.open_tasks(step)
        ]


def _secret(stage, person_id):
    with stage.given.units_of_work.open(Actor.person(person_id)) as uow:
        return make_token(uow, "bench", 1)[1]


def _floor_requests():
    return [("/", {}, {}) for _ in range(INSTANCES * len(STEPS))]


def _naive_requests():
    for step in range(len(STEPS)):
        yield [(f"/{number}/{step}", {}, {}) for number in range(INSTANCES)]


def _timed(server, clients, steps):
    took, each = 0.0, []
    with server as port, ThreadPoolExecutor(clients) as pool:
        for requests in steps:
            begun = perf_counter()
            shares = [requests[first::clients] for first in range(clients)]
            for times in pool.map(_exchange, [port] * clients, shares):
                each += times
            took += perf_counter() - begun
    return Timed(took, each)


def _exchange(port, requests):
    """Ask one after the other over one connection; return how long each took."""
    connection, times = HTTPConnection("127.0.0.1", port), []
    for path, body, headers in requests:
        begun = perf_counter()
        connection.request("POST", path, json.dumps(body), _JSON | headers)
        answer = connection.getresponse()
        content = answer.read()
        times.append(perf_counter() - begun)
        assert answer.status == 200, content
    connection.close()
    return times


@contextmanager
def _server(serve, *given):
    """Serve from a process of its own; give the port."""
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe()
    process = processes.Process(target=serve, args=(there, *given), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _serve(port_to, app):
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    port_to.send(server.effective_port)
    server.run()


def _serve_ours(port_to, url, folder):
    config = Config(database_url=url, secret_file=Path(folder) / "secret")
    _serve(port_to, create_app(config, MovableClock()))


def _serve_floor(port_to, file):
    app = Flask("floor")
    connection = _per_thread(file)
    connection().execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, n INTEGER)")
    connection().execute("INSERT INTO floor VALUES (0, 0)")

    @app.post("/")
    def commit():
        connection().execute("BEGIN IMMEDIATE")
        connection().execute("UPDATE floor SET n = n + 1 WHERE id = 0")
        connection().execute("INSERT INTO floor (n) VALUES (0)")
        connection().execute("COMMIT")
        return {}

    _serve(port_to, app)


def _serve_naive(port_to, file):
    app = Flask("naive")
    connection, spec = _per_thread(file), stock_spec(stock_nomination(), key="work")
    for number in range(INSTANCES):
        naive.start(connection(), number, spec)

    @app.post("/<int:number>/<int:step>")
    def complete(number, step):
        naive.complete(connection(), number, step)
        return {}

    _serve(port_to, app)


def _per_thread(file):
    """SQLite connections are not shared between the threads of a server."""
    kept = threading.local()

    def connection():
        if not hasattr(kept, "connection"):
            kept.connection = naive.opened(file)
        return kept.connection

    return connection
