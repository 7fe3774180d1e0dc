/**
 * What a Kamelet needs to speak with a provider over plain TCP: frames with a length before them,
 * nothing sent too late, fixed-length text in any character set, and record formats in files beside
 * the Kamelets. All of it is named and set in YAML.
 */
@NullMarked
package io.serai.provider.tcp;

import org.jspecify.annotations.NullMarked;
