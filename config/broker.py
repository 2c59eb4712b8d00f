"""How workers keep note of the messages they hold, with a Redis that may be full.

Redis that is full refuses what adds to it, and whatever stands in a transaction; it still gives out what it has, and
forgets. kombu's own notes are transactions: refused, they end the whole worker (“Unrecoverable error:
OutOfMemoryError”) with each message taken and with each look for messages that nobody has acknowledged. Nothing of
ours needs these notes (docs/decisions/0014), so work goes on without.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kombu.transport import virtual
from kombu.transport.redis import Channel, QoS
from redis.exceptions import ResponseError


class NotesIfThereIsRoom(QoS):
    """What a worker holds is noted in Redis where Redis takes it."""

    # A worker that loses Redis with a message in its hands would ask Redis to take it back, on a line that is gone,
    # and end of that. Redis still has the message, and gives it out again.
    restore_at_shutdown = False

    def append(self, message: Any, delivery_tag: str) -> None:
        """Note that this worker holds a message; in its own memory at least."""
        try:
            super().append(message, delivery_tag)
        except ResponseError:
            virtual.QoS.append(self, message, delivery_tag)

    def restore_visible(self, *args: Any, **kwargs: Any) -> None:
        """Give out again what nobody has acknowledged in time; the next look comes soon."""
        with suppress(ResponseError):
            super().restore_visible(*args, **kwargs)

    @contextmanager
    def pipe_or_acquire(self, pipe: Any = None, client: Any = None) -> Iterator[Any]:
        """Several commands at once and no transaction, so that what only takes away goes through.

        A note of which one half was written is thrown away when its time is over.
        """
        if pipe:
            yield pipe
        else:
            channel: Any = self.channel
            with channel.conn_or_acquire(client) as line:
                yield line.pipeline(transaction=False)


def keep_notes_if_there_is_room() -> None:
    """Make it so for every worker of this process."""
    Channel.QoS = NotesIfThereIsRoom
