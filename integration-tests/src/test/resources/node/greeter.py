"""Speaks first, as mail servers do, and then gives back each line; UDP datagrams too."""
import socket
import socketserver
import threading


class Greeter(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 greeter\r\n")
        for line in self.rfile:
            self.wfile.write(b"250 " + line)


class Server(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = True
    daemon_threads = True


def datagrams():
    udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    udp.bind(("::", 2525))
    while True:
        message, sender = udp.recvfrom(2048)
        udp.sendto(message, sender)


threading.Thread(target=datagrams, daemon=True).start()
with Server(("::", 2525), Greeter) as server:
    print("listening 2525", flush=True)
    server.serve_forever()
