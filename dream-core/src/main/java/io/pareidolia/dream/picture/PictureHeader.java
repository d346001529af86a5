package io.pareidolia.dream.picture;

/** What a file says about its picture before anything is decoded. The size is that of the picture the right way up. */
public record PictureHeader(PictureFormat format, PictureSize size) {}
