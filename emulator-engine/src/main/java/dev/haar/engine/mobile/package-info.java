/** What SNS keeps for mobile phones: platform applications, their endpoints, and the settings of text messages. */
package dev.haar.engine.mobile;
