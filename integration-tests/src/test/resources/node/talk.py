"""Connects to a greeter and repeats each line of the standard input to it: prints what comes back."""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=20) as connection:
    stream = connection.makefile("rwb")
    print(stream.readline().decode().strip(), flush=True)
    for line in sys.stdin:
        stream.write(line.encode())
        stream.flush()
        print(stream.readline().decode().strip(), flush=True)
