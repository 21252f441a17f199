"""Asks a web server for its first page, by a connection that bears a firewall mark."""
import socket
import sys

SO_MARK = 36

with socket.socket() as connection:
    connection.setsockopt(socket.SOL_SOCKET, SO_MARK, int(sys.argv[3], 16))
    connection.settimeout(10)
    connection.connect((sys.argv[1], int(sys.argv[2])))
    connection.sendall(b"GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n")
    answer = b"".join(iter(lambda: connection.recv(65536), b""))
    sys.exit("nothing came") if not answer else print(answer.decode())
