// Calls methods of each kind on one channel: client ADDRESS. Prints a line for each call.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"shop.test/grpc/text"
)

type caller struct {
	channel *grpc.ClientConn
	context context.Context
}

func (c caller) unary(method string, size int) {
	request, answer := strings.Repeat("x", size), ""
	err := c.channel.Invoke(c.context, "/shop.Orders/"+method, &request, &answer)
	report(method, answer, err)
}

// Stream sends the messages, a number of answers behind each, and takes the rest at the end.
func (c caller) stream(method string, messages []string, answersBehind int) {
	answers, err := c.exchange(method, messages, answersBehind)
	report(method, strings.Join(answers, ","), err)
}

func (c caller) exchange(method string, messages []string, answersBehind int) ([]string, error) {
	kind := &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}
	stream, err := c.channel.NewStream(c.context, kind, "/shop.Orders/"+method)
	if err != nil {
		return nil, err
	}
	var answers []string
	for i := range messages {
		// The error of a stream that has ended is the one of its receiving side.
		if err := stream.SendMsg(&messages[i]); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		for behind := 0; behind < answersBehind; behind++ {
			var answer string
			if err := stream.RecvMsg(&answer); err != nil {
				return nil, err
			}
			answers = append(answers, answer)
		}
	}
	if err := stream.CloseSend(); err != nil {
		return nil, err
	}
	for {
		var answer string
		err := stream.RecvMsg(&answer)
		if errors.Is(err, io.EOF) {
			return answers, nil
		}
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer)
	}
}

func report(method string, answer string, err error) {
	if err != nil {
		fmt.Println(method, status.Code(err), status.Convert(err).Message())
		return
	}
	fmt.Println(method, answer)
}

func main() {
	channel, err := grpc.NewClient("passthrough:///"+os.Args[1],
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(text.Codec{})))
	if err != nil {
		log.Fatal(err)
	}
	defer channel.Close()
	limited, cancel := context.WithTimeout(context.Background(), 50*time.Second)
	defer cancel()
	c := caller{channel, limited}
	c.unary("Open", 5)
	c.unary("Closed", 5)
	// Larger than every window.
	c.unary("Closed", 3_000_000)
	c.unary("Open", 3_000_000)
	c.stream("Many", []string{"for-one-pair-of-eyes"}, 0)
	big := strings.Repeat("y", 100_000)
	c.stream("Sum", []string{big, big, big, big, big, big, big, big, big, big}, 0)
	c.stream("Echo", []string{"one", "two", "three"}, 1)
	c.unary("Closed", 5)
}
