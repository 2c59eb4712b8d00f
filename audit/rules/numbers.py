"""The number under which everything is found that one request, or one run, has done: log lines, acts, runs."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
