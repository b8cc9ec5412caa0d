/**
 * HTTP: the listener, the bodies of requests, who is calling and where from, and the way from there to an action and
 * back.
 *
 * <p>Everything runs on the IO thread of the request's connection, and nothing there blocks. An answer that is not ready
 * when its action returns hops back to that thread once it is; no thread waits meanwhile.
 */
package dev.haar.api.http;
