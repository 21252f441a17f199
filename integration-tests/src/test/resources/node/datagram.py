"""Sends a datagram, waits for it to come back, and prints it."""
import socket
import sys

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.settimeout(10)
udp.sendto(b"ping", (sys.argv[1], int(sys.argv[2])))
print(udp.recvfrom(2048)[0].decode())
