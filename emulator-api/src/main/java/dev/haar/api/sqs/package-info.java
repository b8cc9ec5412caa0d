/**
 * The actions of Amazon SQS. Each takes and gives the SDK's own request and response classes, so it reads like the API
 * reference; what a queue does is decided in the engine.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">API reference</a>
 */
package dev.haar.api.sqs;
