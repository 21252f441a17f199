"""A small SMTP server (RFC 5321): it speaks first. Prints its port, and a line for each message.

Ends when its standard input does.
"""

import hashlib
import socketserver
import sys
import threading


class Session(socketserver.StreamRequestHandler):
    timeout = 60

    def say(self, line):
        self.wfile.write(line.encode("ascii") + b"\r\n")

    def handle(self):
        self.say("220 shop.test ESMTP")
        sender = None
        for line in self.rfile:
            verb = line.decode("ascii").strip().upper()
            if verb.startswith("EHLO"):
                self.say("250-shop.test")
                self.say("250 SIZE 20000000")
            elif verb.startswith("MAIL FROM:"):
                sender = verb[len("MAIL FROM:"):].split(" ")[0]
                self.say("250 OK")
            elif verb.startswith("RCPT TO:") or verb in ("RSET", "NOOP"):
                self.say("250 OK")
            elif verb == "DATA":
                self.say("354 go on")
                self.take(sender)
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 what?")

    def take(self, sender):
        digest = hashlib.sha256()
        for line in self.rfile:
            if line == b".\r\n":
                break
            digest.update(line[1:] if line.startswith(b".") else line)
        print("message", sender, digest.hexdigest(), flush=True)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


with Server(("127.0.0.1", 0), Session) as server:
    print("listening", server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
