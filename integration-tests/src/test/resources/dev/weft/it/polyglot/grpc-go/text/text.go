// Package text has gRPC messages that are plain text.
package text

import "fmt"

// Codec turns pointers to strings into messages and back.
type Codec struct{}

// Name is the subtype of the content, application/grpc+text.
func (Codec) Name() string { return "text" }

// Marshal is the text's bytes.
func (Codec) Marshal(message any) ([]byte, error) {
	text, ok := message.(*string)
	if !ok {
		return nil, fmt.Errorf("message: %T (expected: *string)", message)
	}
	return []byte(*text), nil
}

// Unmarshal puts the bytes into the text.
func (Codec) Unmarshal(data []byte, message any) error {
	text, ok := message.(*string)
	if !ok {
		return fmt.Errorf("message: %T (expected: *string)", message)
	}
	*text = string(data)
	return nil
}
