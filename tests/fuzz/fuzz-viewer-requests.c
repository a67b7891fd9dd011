/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the viewer reads from the window. The first byte of the input chooses the file, the rest is all the window says.
 * Every request has one answer, which is as long as it says and as the protocol says. */

#include "fuzz-target.h"

#include "amt-viewer-service.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char pdf[] = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                          "2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R 3 0 R]/Count 3>> endobj\n"
                          "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 20 30]/Contents 5 0 R>> endobj\n"
                          "4 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 90000 1]>> endobj\n"
                          "5 0 obj <</Length 19>> stream\n1 0 0 rg 0 0 9 9 re f\nendstream endobj\n"
                          "trailer <</Root 1 0 R>>\n%%EOF\n";
static const uint8_t png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
                              0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
                              0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78,
                              0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00,
                              0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/* (transfer full) (nullable) */
static GBytes *
choose_file (uint8_t choice)
{
  switch (choice % 4)
    {
    case 0:
      return g_bytes_new_static (pdf, sizeof pdf - 1);
    case 1:
      return g_bytes_new_static (png, sizeof png);
    case 2:
      return g_bytes_new_static ("\xff\xd8\xff", 3);
    default:
      return NULL;
    }
}

static size_t
expected_length (uint32_t type, const uint8_t *body, size_t *most)
{
  AmtViewerPixels pixels;

  *most = 0;
  switch (type)
    {
    case AMT_VIEWER_OPEN:
      return sizeof (AmtViewerOpened);
    case AMT_VIEWER_PAGE:
      *most = sizeof (AmtViewerPageSize) + AMT_VIEWER_MAX_TEXT;
      return sizeof (AmtViewerPageSize);
    case AMT_VIEWER_RENDER:
      memcpy (&pixels, body, sizeof pixels);
      if (!amt_viewer_size_is_sane (pixels.width, pixels.height) || pixels.stride != pixels.width * 4)
        g_error ("Pixels of %u × %u in rows of %u bytes", pixels.width, pixels.height, pixels.stride);
      return sizeof pixels + (size_t) pixels.stride * pixels.height;
    case AMT_VIEWER_FAILED:
      if (body[0] < AMT_VIEWER_DAMAGED || body[0] >= AMT_VIEWER_STOPPED)
        g_error ("Problem %u is not the viewer's to tell", body[0]);
      return sizeof (AmtViewerFailure);
    default:
      g_error ("An answer of kind %u", type);
    }
}

/* Returns: how many answers there are. */
static unsigned
check_answers (int fd, off_t size)
{
  unsigned n = 0;

  for (off_t at = 0; at < size; n++)
    {
      AmtViewerHeader header;
      uint8_t body[sizeof (AmtViewerPixels)] = {0};
      size_t least, most;

      if (pread (fd, &header, sizeof header, at) != sizeof header)
        g_error ("Half a header");
      at += (off_t) sizeof header;
      if (pread (fd, body, MIN (header.length, sizeof body), at) < 0 || header.length > size - at)
        g_error ("Half an answer");
      least = expected_length (header.type, body, &most);
      if (header.length < least || header.length > MAX (least, most))
        g_error ("An answer of kind %u has %u bytes", header.type, header.length);
      at += (off_t) header.length;
    }
  return n;
}

static int
open_memory (const void *data, size_t size)
{
  int fd = memfd_create ("said", MFD_CLOEXEC);

  if (fd < 0 || write (fd, data, size) != (ssize_t) size || lseek (fd, 0, SEEK_SET) != 0)
    g_error ("No memory to speak through");
  return fd;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  uint8_t choice = size > 0 ? data[0] : 0;
  AmtViewerService service = {.bytes = choose_file (choice), .locked = choice < 0xf0, .landlock = 1};
  size_t said = size > 0 ? size - 1 : 0;

  service.requests = open_memory (data + (size - said), said);
  service.answers = open_memory (NULL, 0);
  amt_viewer_service_run (&service);
  if (check_answers (service.answers, lseek (service.answers, 0, SEEK_END)) > said / sizeof (AmtViewerHeader))
    g_error ("More answers than questions");
  close (service.requests);
  close (service.answers);
  g_clear_pointer (&service.file, amt_viewer_file_free);
  g_clear_pointer (&service.bytes, g_bytes_unref);
  return 0;
}
