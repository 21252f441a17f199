// A program that is no JVM and knows nothing of the mesh: it serves, asks, and listens on a network.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "serve":
		serve(os.Args[2])
	case len(os.Args) == 3 && os.Args[1] == "ask":
		ask(os.Args[2])
	case len(os.Args) == 4 && os.Args[1] == "sniff":
		sniff(os.Args[2], []byte(os.Args[3]))
	default:
		fail(fmt.Errorf("arguments: %q (expected: serve ADDRESS, ask URL or sniff INTERFACE MARKER)", os.Args[1:]))
	}
}

func fail(err error) {
	fmt.Println("failed:", err)
	os.Exit(1)
}

// serve answers each request with its path; /held with nothing before somebody has asked for /release.
func serve(address string) {
	release := make(chan struct{}, 1)
	http.HandleFunc("/", func(out http.ResponseWriter, request *http.Request) {
		switch request.URL.Path {
		case "/held":
			fmt.Println("held")
			select {
			case <-release:
			case <-time.After(time.Minute):
			}
		case "/release":
			release <- struct{}{}
		}
		fmt.Fprintf(out, "go saw %s", request.URL.Path)
	})
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fail(err)
	}
	fmt.Println("listening", listener.Addr())
	fail(http.Serve(listener, nil))
}

// ask tells status and body of one answer; it goes by the proxy that the environment names.
func ask(url string) {
	client := http.Client{Timeout: 20 * time.Second}
	answer, err := client.Get(url)
	if err != nil {
		fail(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<16))
	if err != nil {
		fail(err)
	}
	fmt.Printf("answer %d %s\n", answer.StatusCode, body)
}

// sniff tells, when it is asked to end, how many frames passed the interface and whether the marker was in one.
func sniff(device string, marker []byte) {
	found, err := net.InterfaceByName(device)
	if err != nil {
		fail(err)
	}
	all := uint16(syscall.ETH_P_ALL<<8 | syscall.ETH_P_ALL>>8)
	tap, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, int(all))
	if err != nil {
		fail(err)
	}
	if err := syscall.Bind(tap, &syscall.SockaddrLinklayer{Protocol: all, Ifindex: found.Index}); err != nil {
		fail(err)
	}
	// The end is noticed when nothing passes, and so nothing that came before it is left.
	if err := syscall.SetsockoptTimeval(tap, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &syscall.Timeval{Usec: 100000}); err != nil {
		fail(err)
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	fmt.Println("listening 0")
	frames, seen := 0, false
	frame := make([]byte, 1<<16)
	for {
		size, _, err := syscall.Recvfrom(tap, frame, 0)
		if err == syscall.EAGAIN && len(ended) > 0 {
			break
		}
		if err == syscall.EAGAIN || err == syscall.EINTR {
			continue
		}
		if err != nil {
			fail(err)
		}
		frames++
		seen = seen || bytes.Contains(frame[:size], marker)
	}
	fmt.Printf("frames %d marker %v\n", frames, seen)
}
