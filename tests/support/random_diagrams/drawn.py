"""Draws a tree of blocks as a BPMN diagram the gate accepts."""

from itertools import pairwise

from tests.support.random_diagrams.blocks import Block, Guard, walk
from tests.unit.workflows import drawing as pen
from workflows import Sources


def sources(block: Block, key: str = "p") -> Sources:
    """The diagram of a block, with the diagrams of the processes it calls."""
    called = {one.id: _process(one.parts[0], one.id) for one in walk(block) if one.kind == "call"}
    keys = {f"called_{name}": text for name, text in called.items()}
    return Sources(key, _process(block, ""), keys)


def _process(block: Block, prefix: str) -> str:
    sheet = _Sheet()
    first, last = sheet.add(block)
    ends = [pen.start(f"{prefix}start"), pen.end(f"{prefix}end")]
    sheet.flows += [f"{prefix}start -> {first}", f"{last} -> {prefix}end"]
    key = f"called_{prefix}" if prefix else "p"
    return pen.draw(*ends, *sheet.nodes, flows="\n".join(sheet.flows), key=key)


class _Sheet:
    """The nodes and flows of one process or subprocess."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.flows: list[str] = []

    def add(self, block: Block) -> tuple[str, str]:
        """Draw a block; say which node is its first and which its last."""
        drawn: tuple[str, str] = getattr(self, f"_{block.kind}")(block)
        if "name" in block.options:
            old, new = f'name="{block.id}"', f'name="{block["name"]}"'
            self.nodes = [node.replace(old, new) for node in self.nodes]
        return drawn

    def _put(self, name: str, node: str) -> tuple[str, str]:
        self.nodes.append(node)
        return name, name

    def _task(self, block: Block) -> tuple[str, str]:
        return self._put(block.id, pen.user(block.id))

    def _copies(self, block: Block) -> tuple[str, str]:
        enough = f"${{nrOfCompletedInstances >= {block['enough']}}}" if block["enough"] else ""
        members = f"${{{[*range(block['number'])]}}}"
        member = f"{block.id}_member"
        inside = pen.copies(members, member, enough, block["sequential"])
        return self._put(block.id, pen.user(block.id, inside, camunda__assignee=f"${{{member}}}"))

    def _action(self, block: Block) -> tuple[str, str]:
        more = {"thidua__action": "add", "camunda__resultVariable": block["target"]}
        parameters = f"${{{{'value': {block['reads']}, 'plus': {block['plus']}}}}}"
        return self._put(block.id, pen.action(block.id, thidua__parameters=parameters, **more))

    def _script(self, block: Block) -> tuple[str, str]:
        text = f"{block['target']} = ({block['reads']} + {block['plus']}) % 5"
        return self._put(block.id, pen.script(block.id, text))

    def _wait(self, block: Block) -> tuple[str, str]:
        return self._put(block.id, pen.catch(block.id, _timer(block["days"])))

    def _catch(self, block: Block) -> tuple[str, str]:
        if block["receive"]:
            name = f"message_{block.id}"
            return self._put(block.id, pen.node("receiveTask", block.id, messageRef=name))
        return self._put(block.id, pen.catch(block.id, pen.message(block.id)))

    def _sequence(self, block: Block) -> tuple[str, str]:
        drawn = [self.add(part) for part in block.parts]
        for (_, before), (after, _) in pairwise(drawn):
            self.flows.append(f"{before} -> {after}")
        return drawn[0][0], drawn[-1][1]

    def _choice(self, block: Block) -> tuple[str, str]:
        arrows = [f"-[${{{name} >= {least}}}]->" for name, least in block["tests"]] + ["-*->"]
        return self._fan(block, pen.xor, arrows)

    def _parallel(self, block: Block) -> tuple[str, str]:
        return self._fan(block, pen.parallel, ["->"] * len(block.parts))

    def _fan(self, block: Block, gateway: object, arrows: list[str]) -> tuple[str, str]:
        split, join = block.id, f"{block.id}_join"
        self.nodes += [gateway(split), gateway(join)]
        for part, arrow in zip(block.parts, arrows, strict=True):
            first, last = self.add(part)
            self.flows += [f"{split} {arrow} {first}", f"{last} -> {join}"]
        return split, join

    def _race(self, block: Block) -> tuple[str, str]:
        split, join = block.id, f"{block.id}_join"
        self.nodes += [pen.event_gateway(split), pen.xor(join)]
        for event, part in zip(block["events"], block.parts, strict=True):
            self.add(event)
            first, last = self.add(part)
            self.flows.append(f"{split} -> {event.id} -> {first}")
            self.flows.append(f"{last} -> {join}")
        return split, join

    def _loop(self, block: Block) -> tuple[str, str]:
        begin, again, more = (f"{block.id}_{name}" for name in ("begin", "again", "more"))
        counter = block["counter"]
        self.nodes += [pen.script(begin, f"{counter} = 0"), pen.xor(again), pen.xor(more)]
        self.nodes.append(pen.script(block.id, f"{counter} = {counter} + 1"))
        first, last = self.add(block.parts[0])
        self.flows.append(f"{begin} -> {again} -> {first}")
        self.flows.append(f"{last} -> {block.id} -> {more}")
        self.flows.append(f"{more} -[${{{counter} < {block['rounds']}}}]-> {again}")
        leave = f"{block.id}_leave"
        self.nodes.append(pen.xor(leave))
        self.flows.append(f"{more} -*-> {leave}")
        return begin, leave

    def _inside(self, block: Block) -> tuple[str, str]:
        sheet = _Sheet()
        first, last = sheet.add(block.parts[0])
        entry, leave = f"{block.id}start", f"{block.id}end"
        sheet.flows += [f"{entry} -> {first}", f"{last} -> {leave}"]
        nodes = (pen.start(entry), *sheet.nodes, pen.end(leave))
        return self._put(block.id, pen.subprocess(block.id, *nodes, flows="\n".join(sheet.flows)))

    def _call(self, block: Block) -> tuple[str, str]:
        return self._put(block.id, pen.call(block.id, f"called_{block.id}"))

    def _guarded(self, block: Block) -> tuple[str, str]:
        host, paths, join = block.parts[0], block.parts[1:], f"{block.id}_join"
        first, last = self.add(host)
        self.nodes.append(pen.xor(join))
        self.flows.append(f"{last} -> {join}")
        for guard, path in zip(block["guards"], paths, strict=True):
            self._guard(guard, host.id)
            begin, finish = self.add(path)
            self.flows.append(f"{guard.id} -> {begin}")
            self.flows.append(f"{finish} -> {join if guard.interrupts else f'{guard.id}_end'}")
        return first, join

    def _guard(self, guard: Guard, host: str) -> None:
        inside, late = pen.message(guard.id), {}
        if guard.days is not None:
            cycle = f"R{guard.times}/P{guard.days}D"
            inside = _timer(guard.days) if guard.times is None else pen.timer(cycle, "timeCycle")
            late = {"thidua__late": guard.late}
        self.nodes.append(pen.boundary(guard.id, host, inside, guard.interrupts, **late))
        if not guard.interrupts:
            self.nodes.append(pen.end(f"{guard.id}_end"))


def _timer(days: int) -> str:
    return pen.timer(f"P{days}D", "timeDuration")
