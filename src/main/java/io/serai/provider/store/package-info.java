/**
 * What the Kamelets of app stores need that takes cryptography: the tokens by which the stores know
 * us, and the chain by which we know what a store signed. All of it is named and set in YAML.
 */
@NullMarked
package io.serai.provider.store;

import org.jspecify.annotations.NullMarked;
