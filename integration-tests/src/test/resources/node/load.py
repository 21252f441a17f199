"""Asks a web server for its first page again and again, each time by a new connection, until the
standard input ends. Prints what fails, and how many were answered after each hundred."""
import select
import socket
import sys

answered = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    try:
        with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=20) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise OSError("answered by " + repr(answer[:60]))
    except OSError as e:
        print("failed after", answered, e, flush=True)
        continue
    answered += 1
    if answered % 100 == 0:
        print(answered, flush=True)
