/** Carries what SNS delivers to the outside: to HTTP endpoints, to Lambda functions, to the files that stand for streams. */
package dev.haar.api.courier;
