/** The actions of Amazon SNS, and what it signs with. */
package dev.haar.api.sns;
