/** Key policies: what they say, and whom they admit. */
package dev.haar.kms.policy;
