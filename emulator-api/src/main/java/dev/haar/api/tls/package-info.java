/** What clients see that come by TLS. */
package dev.haar.api.tls;
