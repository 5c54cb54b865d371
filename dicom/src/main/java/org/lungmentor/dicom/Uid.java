package org.lungmentor.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Unique identifiers (PS3.5 9) and the SOP classes (PS3.4 B.5) that are told apart. */
public final class Uid {
    /** CT Image Storage. */
    public static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    /** Enhanced CT Image Storage. */
    public static final String ENHANCED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.1";
    /** Legacy Converted Enhanced CT Image Storage. */
    public static final String LEGACY_CONVERTED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.2";
    /** Positron Emission Tomography Image Storage. */
    public static final String PET_IMAGE = "1.2.840.10008.5.1.4.1.1.128";
    /** Secondary Capture Image Storage; its multi-frame kinds begin with it. */
    public static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    /** RT Structure Set Storage. */
    public static final String RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]{1,64}");

    private Uid() {}

    /** Whether a text could be a UID (PS3.5 9.1), and names nobody. */
    public static boolean isOne(String text) {
        return DIGITS_AND_DOTS.matcher(text).matches();
    }

    /** A UID made of a name: the same name gives the same UID, others do not (the form of PS3.5 B.2, hashed). */
    public static String of(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "2.25." + new BigInteger(1, Arrays.copyOf(hash, 15));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
