"""Other people's clients for the tests: slixmpp, an XMPP library that nobody of this project wrote.

One process runs as many peers as are asked for. It speaks JSON lines: commands on stdin
({"id", "peer", "do", ...}), answers ({"id", "value"} or {"id", "error"}) and events ({"peer", "event", ...}) on stdout.
It decides nothing by itself: what a peer answers is in the test. It ends when stdin does.
"""

import asyncio
import json
import logging
import sys
from xml.etree import ElementTree

import slixmpp

logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def emit(**line):
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Peer(slixmpp.ClientXMPP):
    def __init__(self, name, options):
        super().__init__(options["jid"], options["password"])
        self.peer = name
        self.wants_presence = options.get("presence", True)
        self.ca_certs = options["ca"]
        self.auto_reconnect = False
        # None means: neither accept nor decline, and ask nobody back. Each answer is the test's own.
        self.auto_authorize = None
        self.auto_subscribe = False
        if options.get("receipts", True):
            self.register_plugin("xep_0184")
        self.register_plugin("xep_0199", {"keepalive": False})
        self.online = asyncio.get_event_loop().create_future()
        # A filter, not a handler: slixmpp still answers by itself what it answers (ping, unknown requests).
        self.add_filter("in", self.tell_stanza)
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("roster_update", self.pushed)
        self.add_event_handler("failed_auth", lambda _: self.failed("not-authorized"))
        self.add_event_handler("connection_failed", lambda reason: self.failed("connection failed: %s" % (reason,)))
        self.add_event_handler("stream_error", lambda error: self.failed("stream error: %s" % error["condition"]))
        self.add_event_handler("disconnected", self.left)

    def failed(self, reason):
        emit(peer=self.peer, event="fault", reason=reason)
        self.cancel_connection_attempt()
        if not self.online.done():
            self.online.set_exception(RuntimeError(reason))

    def left(self, reason):
        if not self.online.done():
            self.online.set_exception(RuntimeError("disconnected: %s" % (reason,)))
        emit(peer=self.peer, event="disconnected", reason=str(reason))

    async def started(self, _):
        self.get_roster(callback=self.roster_came)

    def roster_came(self, _):
        if self.wants_presence:
            self.send_presence()
        if not self.online.done():
            self.online.set_result(self.boundjid.full)

    def pushed(self, iq):
        # After slixmpp's own handler, so this is what slixmpp believes the roster to be.
        for jid, item in iq["roster"]["items"].items():
            if item["subscription"] == "remove":
                emit(peer=self.peer, event="roster", jid=str(jid), item=None)
                continue
            mine = self.client_roster[jid]
            emit(
                peer=self.peer,
                event="roster",
                jid=str(jid),
                item={
                    "name": mine["name"],
                    "subscription": mine["subscription"],
                    "ask": bool(mine["pending_out"]),
                    "groups": sorted(mine["groups"]),
                },
            )

    def tell_stanza(self, stanza):
        if isinstance(stanza, (slixmpp.Message, slixmpp.Presence, slixmpp.Iq)):
            emit(peer=self.peer, event="stanza", xml=str(stanza))
        return stanza


peers = {}


async def act(command):
    name, do = command["peer"], command["do"]
    if do == "connect":
        peer = peers[name] = Peer(name, command)
        peer.connect((command["host"], command["port"]))
        return await asyncio.wait_for(peer.online, command["deadline"] / 1000)
    peer = peers[name]
    if do == "raw":
        return peer.send_raw(command["xml"])
    if do == "presence":
        to, kind = command.get("to"), command.get("type")
        return peer.send_presence(
            pshow=command.get("show"), pstatus=command.get("status"),
            ppriority=command.get("priority"), pto=to, ptype=kind,
        )
    if do == "roster-set":
        item = command["item"]
        answer = await peer.client_roster.update(
            item["jid"], name=item.get("name", ""), subscription=item.get("subscription"),
            groups=item.get("groups", []), timeout=command["deadline"] / 1000,
        )
        return str(answer)
    if do == "message":
        message = peer.make_message(
            command["to"], mbody=command.get("body"), msubject=command.get("subject"), mtype=command.get("type", "chat")
        )
        message["id"] = command["id_"]
        for part in command.get("xml", []):
            message.xml.append(ElementTree.fromstring(part))
        return message.send()
    if do == "disconnect":
        peers.pop(name, None)
        await peer.disconnect(wait=2.0)
        return None
    if do == "kill":
        peers.pop(name, None)
        return peer.abort()
    raise RuntimeError("unknown command " + do)


async def answer(command):
    try:
        emit(id=command["id"], value=await act(command))
    except asyncio.TimeoutError:
        emit(id=command["id"], error="not done in time")
    except Exception as error:
        emit(id=command["id"], error="%s: %s" % (type(error).__name__, error))


async def main():
    reader = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_event_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    emit(event="ready")
    running = set()
    while line := await reader.readline():
        # In the order of the lines up to each command's first wait, so messages leave in the order they were asked for.
        task = loop.create_task(answer(json.loads(line)))
        running.add(task)
        task.add_done_callback(running.discard)


asyncio.get_event_loop().run_until_complete(main())
