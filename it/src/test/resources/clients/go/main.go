// SQS by the AWS SDK for Go v2. Endpoint, region and credentials come by environment variables.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := sqs.NewFromConfig(cfg)

	standard(ctx, client)
	fifo(ctx, client)
	fmt.Println("OK")
}

func standard(ctx context.Context, client *sqs.Client) {
	created, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{
		QueueName:  aws.String("go-orders"),
		Attributes: map[string]string{"VisibilityTimeout": "40"},
	})
	check(err)
	url := created.QueueUrl

	// The SDK verifies the MD5 of each body.
	sent, err := client.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl:    url,
		MessageBody: aws.String("hello ü 😀"),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"lang": {DataType: aws.String("String"), StringValue: aws.String("en")},
			"raw":  {DataType: aws.String("Binary"), BinaryValue: []byte{0, 1, 255}},
		},
	})
	check(err)
	first := receive(ctx, client, &sqs.ReceiveMessageInput{
		QueueUrl: url, MessageAttributeNames: []string{"All"}, WaitTimeSeconds: 5,
	})
	expect(1, len(first))
	expect(*sent.MessageId, *first[0].MessageId)
	expect("hello ü 😀", *first[0].Body)
	expect("en", *first[0].MessageAttributes["lang"].StringValue)
	expect(true, bytes.Equal([]byte{0, 1, 255}, first[0].MessageAttributes["raw"].BinaryValue))
	expect(*sent.MD5OfMessageAttributes, *first[0].MD5OfMessageAttributes)

	expect(0, len(receive(ctx, client, &sqs.ReceiveMessageInput{QueueUrl: url})))
	_, err = client.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
		QueueUrl: url, ReceiptHandle: first[0].ReceiptHandle, VisibilityTimeout: 0,
	})
	check(err)
	again := receive(ctx, client, &sqs.ReceiveMessageInput{QueueUrl: url})
	expect(1, len(again))
	_, err = client.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: again[0].ReceiptHandle})
	check(err)

	_, err = client.DeleteQueue(ctx, &sqs.DeleteQueueInput{QueueUrl: url})
	check(err)
	_, err = client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("go-orders")})
	var missing *types.QueueDoesNotExist
	expect(true, errors.As(err, &missing))
}

func fifo(ctx context.Context, client *sqs.Client) {
	created, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{
		QueueName:  aws.String("go-orders.fifo"),
		Attributes: map[string]string{"FifoQueue": "true", "ContentBasedDeduplication": "true"},
	})
	check(err)
	for _, body := range []string{"a", "b", "a", "c"} {
		_, err = client.SendMessage(ctx, &sqs.SendMessageInput{
			QueueUrl: created.QueueUrl, MessageGroupId: aws.String("g"), MessageBody: aws.String(body),
		})
		check(err)
	}
	var bodies []string
	for _, message := range receive(ctx, client, &sqs.ReceiveMessageInput{
		QueueUrl: created.QueueUrl, MaxNumberOfMessages: 10,
	}) {
		bodies = append(bodies, *message.Body)
	}
	expect("a b c", strings.Join(bodies, " "))
	_, err = client.DeleteQueue(ctx, &sqs.DeleteQueueInput{QueueUrl: created.QueueUrl})
	check(err)
}

func receive(ctx context.Context, client *sqs.Client, input *sqs.ReceiveMessageInput) []types.Message {
	output, err := client.ReceiveMessage(ctx, input)
	check(err)
	return output.Messages
}

func expect[T comparable](expected, actual T) {
	if expected != actual {
		log.Fatalf("expected %v, but was %v", expected, actual)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
