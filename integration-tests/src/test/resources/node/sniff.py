"""Writes every frame that passes an interface to a file, for as long as the standard input is open."""
import select
import socket
import sys

tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
# Room for all that comes while this is not running: SO_RCVBUFFORCE of Linux.
tap.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)
tap.bind((sys.argv[1], 0))
with open(sys.argv[2], "wb") as out:
    print("listening 0", flush=True)
    while True:
        ready, _, _ = select.select([tap, sys.stdin], [], [])
        if tap in ready:
            out.write(tap.recv(65536))
        elif sys.stdin in ready:
            break
