// A gRPC server with a method of each kind. Prints its port; ends when its standard input does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	"google.golang.org/grpc"

	"shop.test/grpc/text"
)

func unary(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	var request string
	if err := decode(&request); err != nil {
		return nil, err
	}
	answer := fmt.Sprint("saw ", len(request))
	return &answer, nil
}

// Many answers one message with five.
func many(_ any, stream grpc.ServerStream) error {
	var request string
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	for number := 0; number < 5; number++ {
		answer := fmt.Sprint(request, " ", number)
		if err := stream.SendMsg(&answer); err != nil {
			return err
		}
	}
	return nil
}

// Sum answers many messages with how long they were together.
func sum(_ any, stream grpc.ServerStream) error {
	total := 0
	for {
		var request string
		err := stream.RecvMsg(&request)
		if errors.Is(err, io.EOF) {
			answer := fmt.Sprint("saw ", total)
			return stream.SendMsg(&answer)
		}
		if err != nil {
			return err
		}
		total += len(request)
	}
}

// Echo answers each message with itself, at once.
func echo(_ any, stream grpc.ServerStream) error {
	for {
		var message string
		err := stream.RecvMsg(&message)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.SendMsg(&message); err != nil {
			return err
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.ForceServerCodec(text.Codec{}))
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "shop.Orders",
		HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{
			{MethodName: "Open", Handler: unary},
			{MethodName: "Closed", Handler: unary},
		},
		Streams: []grpc.StreamDesc{
			{StreamName: "Many", Handler: many, ServerStreams: true},
			{StreamName: "Sum", Handler: sum, ClientStreams: true},
			{StreamName: "Echo", Handler: echo, ServerStreams: true, ClientStreams: true},
		},
	}, nil)
	go func() {
		if err := server.Serve(listener); err != nil {
			log.Fatal(err)
		}
	}()
	fmt.Println("listening", listener.Addr().(*net.TCPAddr).Port)
	_, _ = io.Copy(io.Discard, os.Stdin)
	server.Stop()
}
