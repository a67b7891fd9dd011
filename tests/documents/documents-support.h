/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and authorities to make documents of. */

#pragma once

#include "amt-document-renderer.h"
#include "amt-remedies.h"

/* Everything an input points to, so that it can be freed together. */
typedef struct
{
  AmtDocumentInput in;
  AmtAuthority *authority;
  AmtService *service;
  AmtRequest *request;
  AmtTemplate *form;
} TestDocument;

/* A template of data/templates with the service of data/catalogue; exits when something is wrong. */
TestDocument *test_document_new (const char *template_id, const char *service_id, const char *variant);
/* The same with a template text. */
TestDocument *test_document_new_for_text (const char *text);
void test_document_free (TestDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDocument, test_document_free)

/* Puts a value into the extract. */
void test_document_set (TestDocument *self, const char *field, const char *value);
const char *test_data_dir (void);
