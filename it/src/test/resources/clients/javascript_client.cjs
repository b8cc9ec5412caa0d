// SQS by the AWS SDK for JavaScript v3. Endpoint, region and credentials come by environment variables.
'use strict';

const assert = require('node:assert/strict');
const {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  paginateListQueues,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} = require('@aws-sdk/client-sqs');

async function main() {
  const sqs = new SQSClient({});
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'js-orders', Attributes: { VisibilityTimeout: '40' } }),
  );
  assert.equal((await sqs.send(new GetQueueUrlCommand({ QueueName: 'js-orders' }))).QueueUrl, QueueUrl);

  // The SDK verifies the MD5 of each body.
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'hello ü 😀',
      MessageAttributes: {
        lang: { DataType: 'String', StringValue: 'en' },
        raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 1, 255]) },
      },
    }),
  );
  const first = await receive(sqs, { QueueUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 5 });
  assert.equal(first.length, 1);
  assert.equal(first[0].MessageId, sent.MessageId);
  assert.equal(first[0].Body, 'hello ü 😀');
  assert.equal(first[0].MessageAttributes.lang.StringValue, 'en');
  assert.deepEqual([...first[0].MessageAttributes.raw.BinaryValue], [0, 1, 255]);
  assert.equal(first[0].MD5OfMessageAttributes, sent.MD5OfMessageAttributes);

  assert.equal((await receive(sqs, { QueueUrl })).length, 0);
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first[0].ReceiptHandle, VisibilityTimeout: 0 }),
  );
  const again = await receive(sqs, { QueueUrl });
  assert.equal(again[0].MessageId, sent.MessageId);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again[0].ReceiptHandle }));

  const fifo = (
    await sqs.send(
      new CreateQueueCommand({
        QueueName: 'js-orders.fifo',
        Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' },
      }),
    )
  ).QueueUrl;
  for (const MessageBody of ['a', 'b', 'a', 'c']) {
    await sqs.send(new SendMessageCommand({ QueueUrl: fifo, MessageGroupId: 'g', MessageBody }));
  }
  const ordered = await receive(sqs, { QueueUrl: fifo, MaxNumberOfMessages: 10 });
  assert.deepEqual(ordered.map((message) => message.Body), ['a', 'b', 'c']);

  const urls = [];
  for await (const page of paginateListQueues({ client: sqs, pageSize: 1 }, { QueueNamePrefix: 'js-' })) {
    urls.push(...(page.QueueUrls ?? []));
  }
  assert.deepEqual(urls, [QueueUrl, fifo]);

  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl: fifo }));
  await assert.rejects(
    sqs.send(new GetQueueUrlCommand({ QueueName: 'js-orders' })),
    (error) => error instanceof QueueDoesNotExist && error.$metadata.httpStatusCode === 400,
  );
  console.log('OK');
}

async function receive(sqs, input) {
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
