"""A real mail server on the loopback, which can be told to misbehave."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.support.servers import free_port

#: What the server answers to one message: a reply of SMTP.
Svar = str
ACCEPTED: Svar = "250 Message accepted"
BUSY: Svar = "450 Mailbox busy, try again later"
#: How many turns of the loop a connection takes at most from being accepted to having a transport, with some to spare.
TURNS = 10


class MailServer:
    """Takes messages at `url`. `accepted` holds what was answered with 250, and nothing else.

    `behaviour` is asked about each message with its number (from 1) before the answer is given; it may raise `Hang`.
    """

    def __init__(self) -> None:
        self.accepted: list[Message] = []
        self.received = 0
        self.behaviour: Callable[[int], Svar] = lambda number: ACCEPTED
        self.port = free_port()
        self.start()

    @property
    def url(self) -> str:
        """The address as EMAIL_URL is written."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> Svar:
        """The interface of aiosmtpd: one message has been transferred and waits for the answer."""
        self.received += 1
        try:
            answer = self.behaviour(self.received)
        except Hang as hang:
            await asyncio.sleep(hang.seconds)
            return BUSY
        if answer == ACCEPTED:
            self.accepted.append(message_from_bytes(envelope.content))
        return answer

    def ids(self) -> list[str]:
        """The Message-IDs of what was accepted, in order."""
        return [str(message["Message-ID"]) for message in self.accepted]

    def start(self) -> None:
        """Listen, also after `stop`."""
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Close the port, and what somebody who was killed left open."""
        self._controller.hang_up()
        self._controller.stop()


class _Controller(Controller):
    """Knows who is connected, so that no connection is left to the garbage collector."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions: list[SMTP] = []

    def factory(self) -> SMTP:
        self._sessions.append(super().factory())
        return self._sessions[-1]

    def hang_up(self) -> None:
        """End all connections, and wait until they are closed."""

        async def end() -> None:
            self.server.close()
            # Who was let in a moment ago gets her transport some turns of the loop later, and an aborted one is closed
            # in the next turn.
            for _ in range(TURNS):
                await asyncio.sleep(0)
                for session in self._sessions:
                    if session.transport is not None:
                        session.transport.abort()
            await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(timeout=10)


class Hang(Exception):
    """Say nothing for so many seconds, and then refuse."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds
