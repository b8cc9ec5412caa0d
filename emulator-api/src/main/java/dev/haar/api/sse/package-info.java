/** Server-side encryption of queues and topics: SQS and SNS as callers of KMS. */
package dev.haar.api.sse;
