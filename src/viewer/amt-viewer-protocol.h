/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window and amtsstube-viewer say to each other over a socket pair.
 *
 * One process decodes one file. It finds the socket as descriptor 3 and the file as descriptor 4; both sides are the
 * same machine, so numbers travel as they are. Each message is a header and @length bytes. Every request has one
 * answer: its own kind or AMT_VIEWER_FAILED. The window trusts nothing it reads here. */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define AMT_VIEWER_SOCKET 3
#define AMT_VIEWER_FILE 4

#define AMT_VIEWER_MAX_FILE (64u << 20) /* bytes of a file */
#define AMT_VIEWER_MAX_PAGES 10000u
#define AMT_VIEWER_MAX_SIDE 16384u       /* pixels of a rendered page */
#define AMT_VIEWER_MAX_AREA (16u << 20)  /* pixels of a rendered page */
#define AMT_VIEWER_MAX_IMAGE (64u << 20) /* pixels of a picture held in memory */
#define AMT_VIEWER_MAX_TEXT (256u << 10) /* bytes of a page's text */
#define AMT_VIEWER_MAX_POINTS 14400.0    /* points of a page's side: the limit of PDF 1.7, annex C */
#define AMT_VIEWER_MAX_SHOWN 32768.0     /* the same of anything; pictures may be larger than pages */
#define AMT_VIEWER_MIN_SHOWN 0.01        /* less, and how far it is enlarged is no number to tell anybody */

typedef enum
{
  AMT_VIEWER_OPEN = 1, /* AmtViewerOpen → AmtViewerOpened */
  AMT_VIEWER_PAGE,     /* AmtViewerPage → AmtViewerPageSize, then its text in UTF-8 */
  AMT_VIEWER_RENDER,   /* AmtViewerRender → AmtViewerPixels, then rows of B, G, R, 255 */
  AMT_VIEWER_FAILED,   /* AmtViewerFailure */
} AmtViewerMessage;

typedef enum
{
  AMT_VIEWER_DAMAGED = 1, /* not what it claims to be, or broken */
  AMT_VIEWER_LOCKED,      /* asks for a password */
  AMT_VIEWER_TOO_LARGE,   /* more pages or pixels than are shown */
  AMT_VIEWER_BAD_REQUEST, /* the window asked for what does not exist */
  AMT_VIEWER_UNPROTECTED, /* the process could not lock itself in, so it decodes nothing */
  AMT_VIEWER_STOPPED,     /* (window only) it crashed, or ran out of memory or time of its own */
  AMT_VIEWER_TOO_SLOW,    /* (window only) no answer in time; it was killed */
  AMT_VIEWER_MISSING,     /* (window only) the program cannot be started */
} AmtViewerProblem;

typedef enum
{
  AMT_VIEWER_PDF = 1,
  AMT_VIEWER_PNG,
  AMT_VIEWER_JPEG,
} AmtViewerFormat;

typedef struct
{
  uint32_t type;   /* AmtViewerMessage */
  uint32_t length; /* bytes that follow */
} AmtViewerHeader;

typedef struct
{
  uint32_t format; /* AmtViewerFormat */
} AmtViewerOpen;

typedef struct
{
  uint32_t pages;
  uint32_t landlock; /* the version the kernel enforces; 0: none, and fonts that are not in the file are not shown */
} AmtViewerOpened;

typedef struct
{
  uint32_t index; /* from 0 */
} AmtViewerPage;

typedef struct
{
  double width; /* points of 1/72 inch; pictures: pixels at 96 a inch */
  double height;
} AmtViewerPageSize;

typedef struct
{
  uint32_t index;
  uint32_t width; /* pixels */
  uint32_t height;
} AmtViewerRender;

typedef struct
{
  uint32_t width;
  uint32_t height;
  uint32_t stride; /* bytes of a row */
} AmtViewerPixels;

typedef struct
{
  uint32_t problem; /* AmtViewerProblem */
} AmtViewerFailure;

/* The format of a MIME type; 0 when the viewer does not decode it. */
AmtViewerFormat amt_viewer_format_for_type (const char *type);
/* Whether a page may be rendered in this size. */
bool amt_viewer_size_is_sane (uint32_t width, uint32_t height);
/* How many pixels a page of @width × @height takes at @scale pixels to each of these units; fewer where that would be
 * more than is rendered. */
void amt_viewer_fit (double width, double height, double scale, uint32_t *columns, uint32_t *rows);

G_END_DECLS
