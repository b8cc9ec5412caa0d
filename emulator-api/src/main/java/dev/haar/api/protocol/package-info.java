/**
 * AWS's wire protocols: AWS JSON and AWS Query, each a generic codec over the SDK's model classes, which describe
 * themselves.
 *
 * <p>An action's input is read straight into the SDK's builder, its output written straight into the bytes of the answer;
 * long strings are not copied there but escaped slice by slice while the socket takes them.
 */
package dev.haar.api.protocol;
