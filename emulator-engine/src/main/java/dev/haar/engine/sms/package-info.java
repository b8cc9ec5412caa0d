/** Telephone numbers: which have opted out of text messages, and which are verified in the SMS sandbox. */
package dev.haar.engine.sms;
