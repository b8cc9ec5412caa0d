/** Keys of Haar's own with their certificates: what it signs messages with, and what it shows to those who come by TLS. */
package dev.haar.kms.identity;
