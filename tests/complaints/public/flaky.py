"""A network between the phone and the server that cuts every connection after some bytes and goes dark now and then."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

CUT_EVERY = 96 * 1024


@dataclass
class FlakyNetwork:
    """A TCP proxy on loopback. `sent` counts the bytes that left the phone, on all connections together."""

    port: int
    cut_every: int = CUT_EVERY
    sent: int = 0
    connections: int = 0
    is_dark: bool = False
    drops_answers: bool = False  # the server does its work, but its answer is lost
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    _stop: threading.Event = field(default_factory=threading.Event)
    _open: set = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def start(self) -> None:
        self._listener.settimeout(0.1)
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self._stop.set()
        self.cut_all()
        self._listener.close()

    def cut_all(self) -> None:
        """Every connection ends here and now."""
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def go_dark(self) -> None:
        self.is_dark = True
        self.cut_all()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                phone, _address = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            if self.is_dark:
                phone.close()
                continue
            self.connections += 1
            threading.Thread(target=self._carry, args=(phone,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        with contextlib.suppress(OSError), phone, socket.create_connection(("127.0.0.1", self.port)) as server:
            ends = {phone, server}
            self._open |= ends
            back = threading.Thread(target=self._bring_back, args=(server, phone), daemon=True)
            back.start()
            self._take_out(phone, server)
            for end in ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            back.join(5)
            self._open -= ends

    def _take_out(self, phone: socket.socket, server: socket.socket) -> None:
        left = self.cut_every
        while left and (data := phone.recv(min(4096, left))):
            left -= len(data)
            self.sent += len(data)
            server.sendall(data)
        if not left:
            time.sleep(0.05)  # what was on the wire may still arrive; the answer does not

    def _bring_back(self, server: socket.socket, phone: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if self.drops_answers:
                    return phone.shutdown(socket.SHUT_RDWR)
                phone.sendall(data)
            phone.shutdown(socket.SHUT_RDWR)
        return None
