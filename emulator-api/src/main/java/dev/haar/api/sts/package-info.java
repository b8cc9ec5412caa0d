/** AWS STS, as far as SDKs and tools call it when they start. */
package dev.haar.api.sts;
