# What an owner writes who does it himself: hear the broadcast, destroy the VM.
# usage: owners_script.py URI PORT MACHINE-ID DOMAIN
import base64, json, socket, sys
import libvirt

uri, port, machine, name = sys.argv[1:]
domain = libvirt.open(uri).lookupByName(name)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(("", int(port)))
print("ready", flush=True)
while True:
    word = json.loads(base64.b64decode(sock.recvfrom(512)[0]))
    if word["node_id"] == machine and word["status"] == "renting":
        domain.destroy()
